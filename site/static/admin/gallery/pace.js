/* How fast photos go out, all together, measured anew every few seconds of sending. */

const WINDOW = 4000; // ms
const SLOW = 500_000; // bytes a second: forty photos as a phone makes them would take more than five minutes

export class Pace {
  constructor() {
    this.isSlow = false;
    this.rest();
  }

  /* Nothing is on its way: the time until the next byte says nothing. */
  rest() {
    this.since = null;
    this.bytes = 0;
  }

  sent(bytes) {
    const now = performance.now();
    this.since ??= now;
    this.bytes += bytes;
    const passed = now - this.since;
    if (passed < WINDOW) return;
    this.isSlow = this.bytes / passed < SLOW / 1000;
    this.since = now;
    this.bytes = 0;
  }
}
