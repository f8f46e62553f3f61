// Recordings: a player of another site is loaded when the reader presses play, never before; the times of
// a transcript become buttons that play from there; an address that ends in #t=65 begins at that second.
// Without this file: native players, a plain link to the other site, times as text.

/** The second that "65", "65.5", "65s", "1m5s", "1:05" or "1:02:03" means; null for anything else. */
function secondIn(text) {
  const clock = /^(?:(\d+):)?(\d+):(\d\d)$/.exec(text);
  const words = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/.exec(text);
  const [, hours, minutes, seconds] = clock ?? words ?? [];
  return clock || words ? Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0) : null;
}

/** The second the address of the page asks for, or null. */
function secondInAddress() {
  return secondIn(new URLSearchParams(location.hash.slice(1)).get("t") ?? "");
}

/** Puts the other site's player on the stage and the reader into it. */
function loadFrame(player, second) {
  const stage = player.querySelector("[data-stage]");
  const frame = stage.querySelector("template").content.firstElementChild.cloneNode(true);
  if (second !== null) {
    const address = new URL(frame.src);
    if (frame.dataset.start === "query") address.searchParams.set("start", Math.floor(second));
    if (frame.dataset.start === "fragment") address.hash = `t=${Math.floor(second)}s`;
    frame.src = address;
  }
  for (const shown of stage.querySelectorAll("img, button, iframe")) shown.remove();
  stage.append(frame);
  frame.focus();
}

function playFrom(player, second) {
  const media = player.querySelector("video, audio");
  if (!media) return loadFrame(player, second);
  media.currentTime = second;
  media.play().catch(() => {}); // the browser may refuse; then the reader presses play
  player.scrollIntoView({ block: "nearest" });
}

/** Turns the times of the player's transcript into buttons. */
function offerTimes(player) {
  const transcript = document.querySelector(`[data-transcript-of="${player.dataset.recording}"]`);
  for (const time of transcript?.querySelectorAll("time[data-second]:not(button *)") ?? []) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "transcript-time";
    button.setAttribute("aria-label", `${transcript.dataset.playFrom} ${time.textContent}`);
    button.addEventListener("click", () => playFrom(player, Number(time.dataset.second)));
    time.replaceWith(button);
    button.append(time);
  }
}

/** Reveals the play button of another site's player. */
function offerFrame(player, stage) {
  const button = stage.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => {
    const canStartAnywhere = stage.querySelector("template").content.firstElementChild.dataset.start;
    loadFrame(player, player === players[0] ? secondInAddress() : null);
    // Only now: a time pressed earlier would load the other site without a word about it.
    if (canStartAnywhere) offerTimes(player);
  });
}

function beginWhereTheAddressSays() {
  const media = players[0]?.querySelector("video, audio");
  const second = secondInAddress();
  if (!media || second === null) return;
  media.currentTime = second;
  players[0].scrollIntoView({ block: "nearest" });
}

const players = [...document.querySelectorAll("[data-recording]")];
for (const player of players) {
  const stage = player.querySelector("[data-stage]");
  if (stage) offerFrame(player, stage);
  else if (player.querySelector("video, audio")) offerTimes(player);
}
beginWhereTheAddressSays();
addEventListener("hashchange", beginWhereTheAddressSays);
