/* A JPEG file's segments (ITU-T T.81, annex B): its size, EXIF block and colour profile. Nothing is decoded. */

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const NO_FRAMES = new Set([0xc4, 0xc8, 0xcc]); // among C0 to CF
const ORIENTATION = 0x0112;
const SHORT = 3;

/* {width, height, components, exif, profile} of a JPEG's bytes; throws for what is none. */
export function partsOf(bytes) {
  const parts = { width: 0, height: 0, components: 0, exif: null, profile: "" };
  for (const { marker, body, segment } of segments(bytes)) {
    const isFrame = marker >= 0xc0 && marker <= 0xcf && !NO_FRAMES.has(marker);
    if (isFrame && !parts.width) {
      parts.height = (body[1] << 8) | body[2];
      parts.width = (body[3] << 8) | body[4];
      parts.components = body[5];
    }
    if (marker === APP1 && startsWith(body, "Exif\0") && !parts.exif) parts.exif = segment;
    if (marker === APP2 && startsWith(body, "ICC_PROFILE\0")) parts.profile += text(body);
  }
  if (!parts.width || !parts.height) throw new RangeError("This JPEG has no size.");
  return parts;
}

/* The colours to draw in: the wide ones of Display P3 for everything whose profile is wider than sRGB. */
export function colourProfile({ profile }) {
  // A description is in ASCII in profiles of version 2 and in UTF-16 in those of version 4.
  const words = profile.replaceAll("\0", "");
  return words && !/sRGB|gray|s-RGB/i.test(words) ? "display-p3" : "srgb";
}

/* The parts of a file: the JPEG as the canvas wrote it, with this EXIF segment in front, standing upright. */
export function withExif(bytes, exif) {
  if (!exif) return [bytes];
  // After the JFIF segment, which must come first.
  const [first] = segments(bytes);
  const place = first.marker === APP0 ? first.end : 2;
  return [bytes.subarray(0, place), upright(exif), bytes.subarray(place)];
}

function* segments(bytes) {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) throw new RangeError("This is no JPEG.");
  let place = 2;
  while (place + 4 <= bytes.length) {
    if (bytes[place] !== 0xff) throw new RangeError("No marker where one must be.");
    const marker = bytes[place + 1];
    if (marker === 0xff) {
      place += 1; // padding
      continue;
    }
    if (marker === SOS || marker === EOI) return;
    const end = place + 2 + ((bytes[place + 2] << 8) | bytes[place + 3]);
    if (end > bytes.length || end < place + 4) throw new RangeError("A segment ends too early.");
    yield { marker, body: bytes.subarray(place + 4, end), segment: bytes.subarray(place, end), end };
    place = end;
  }
}

/* The same EXIF segment for a picture that stands upright by now. Throws where the block cannot be understood. */
function upright(segment) {
  const copy = segment.slice();
  const tiff = new DataView(copy.buffer, copy.byteOffset + 10); // marker, length, "Exif", two zeros
  const isLittle = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, isLittle);
  const count = tiff.getUint16(directory, isLittle);
  for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12) {
    if (tiff.getUint16(entry, isLittle) !== ORIENTATION) continue;
    // Browsers and the server may read what is no SHORT differently.
    if (tiff.getUint16(entry + 2, isLittle) !== SHORT) throw new RangeError("An orientation of a wrong type.");
    tiff.setUint16(entry + 8, 1, isLittle);
  }
  return copy;
}

const text = (body) => String.fromCharCode(...body.subarray(0, 4096));

const startsWith = (body, words) => [...words].every((letter, place) => body[place] === letter.charCodeAt(0));
