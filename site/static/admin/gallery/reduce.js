/* Makes a JPEG smaller before it is sent, no smaller than the server would keep it; on a slow network, smaller still.
   The picture comes out upright and with its wide colours, and takes the camera's EXIF block along: the server reads
   the day from it and strips it. Whatever cannot be done here (HEIC, damage, no memory, an old browser) is sent as it
   is, and the server does the same work. */

import { colourProfile, partsOf, withExif } from "./jpeg.js";

const QUALITY = 0.85;
const LIGHT = 1_000_000; // bytes a photo may have on a slow network
const TARGET = 750_000; // fewer pixels hold more detail each: it becomes more than this
const LIGHT_QUALITIES = [0.8, 0.7];
const SMALLEST_SIDE = 2000;
// A JPEG of 2 × 3 pixels that says it lies on its side.
const LYING =
  "/9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////wAALCAADAAIBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z";

export const isReducible = (file) => file.type === "image/jpeg" || /\.jpe?g$/i.test(file.name);

export const isLight = (blob) => blob.size <= LIGHT;

/* What to send of `file`: {blob, fingerprint}. The fingerprint is the original's SHA-256, by which the server knows a
   photo again; it is empty where the original itself is sent, and where a page without https may not reckon it. */
export async function reduced(file, longest, isSlow) {
  try {
    return (isReducible(file) && (await smaller(file, longest, isSlow))) || { blob: file, fingerprint: "" };
  } catch {
    return { blob: file, fingerprint: "" };
  }
}

async function smaller(file, longest, isSlow) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const parts = partsOf(bytes);
  const isLarge = Math.max(parts.width, parts.height) > longest;
  const mayGo = isLarge || (isSlow && !isLight(file));
  if (!mayGo || parts.components === 4 || !(await turnsByItself())) return null;
  const bitmap = await createImageBitmap(file);
  try {
    const drawn = await encoded(bitmap, longest, isSlow, colourProfile(parts));
    if (drawn.size > file.size * 0.9) return null;
    const blob = new Blob(withExif(new Uint8Array(await drawn.arrayBuffer()), parts.exif), { type: "image/jpeg" });
    return { blob, fingerprint: await fingerprintOf(bytes) };
  } finally {
    bitmap.close();
  }
}

async function encoded(bitmap, longest, isSlow, colorSpace) {
  const canvas = draw(bitmap, longest, colorSpace);
  if (!isSlow) return toJpeg(canvas, QUALITY);
  let blob;
  for (const quality of LIGHT_QUALITIES) {
    blob = await toJpeg(canvas, quality);
    if (isLight(blob)) return blob;
  }
  // Better fewer pixels than bad ones.
  const side = Math.max(canvas.width, canvas.height) * Math.sqrt(TARGET / blob.size);
  return toJpeg(draw(bitmap, Math.max(SMALLEST_SIDE, Math.round(side)), colorSpace), LIGHT_QUALITIES.at(-1));
}

function draw(bitmap, longest, colorSpace) {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { alpha: false, colorSpace });
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

async function toJpeg(canvas, quality) {
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality });
  if (blob.type !== "image/jpeg") throw new TypeError("This browser writes no JPEG.");
  return blob;
}

let turns;

/* Whether the browser turns a picture as its EXIF block says. Some older ones do not, and it would lie down for good. */
function turnsByItself() {
  turns ??= (async () => {
    const lying = new Blob([Uint8Array.from(atob(LYING), (letter) => letter.charCodeAt(0))], { type: "image/jpeg" });
    const bitmap = await createImageBitmap(lying);
    return bitmap.width === 3 && bitmap.height === 2;
  })();
  return turns;
}

async function fingerprintOf(bytes) {
  if (!globalThis.crypto?.subtle) return "";
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
