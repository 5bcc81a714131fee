// A reminder for the calendar of the device (iCalendar, RFC 5545): it comes without a server.

/**
 * @param {{ref: string, title: string, rule: string, minutes: number, address: string}} practice with
 *   the rule by which it comes back, as in FREQ=WEEKLY
 * @param {{day: string, time: string}} first as in 2026-11-25 and 09:30, by the clock on the wall
 * @param {Date} now
 * @returns {string}
 */
export function calendar_of(practice, { day, time }, now = new Date()) {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Katabase//Practice reminder//EN",
    "BEGIN:VEVENT",
    `UID:${practice.ref.replace(/[^a-z0-9-]/g, "-")}-${day}@katabase`,
    `DTSTAMP:${now.toISOString().replace(/[-:]|\.\d+/g, "")}`,
    `DTSTART:${day.replaceAll("-", "")}T${time.replace(":", "")}00`,
    `DURATION:PT${Math.max(1, Math.round(practice.minutes))}M`,
    `RRULE:${practice.rule}`,
    `SUMMARY:${escaped(practice.title)}`,
    `DESCRIPTION:${escaped(practice.address)}`,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "TRIGGER:-PT5M",
    `DESCRIPTION:${escaped(practice.title)}`,
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** @param {string} words */
const escaped = (words) => words.replace(/[\\;,]/g, "\\$&").replace(/\r\n|[\r\n]/g, "\\n");

/** A line of more than 75 bytes goes on in the next one, after a space. @param {string} line */
function folded(line) {
  const encoder = new TextEncoder();
  let length = 0;
  let result = "";
  for (const sign of line) {
    const bytes = encoder.encode(sign).length;
    if (length + bytes > 75) {
      result += "\r\n ";
      length = 1;
    }
    result += sign;
    length += bytes;
  }
  return result;
}
