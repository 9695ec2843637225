export interface CalendarFact {
  name: string;
  value: string;
}

const SHOWN = ['METHOD', 'UID', 'SEQUENCE', 'STATUS', 'DTSTART', 'DTEND', 'ORGANIZER', 'ATTENDEE'];

/** The lines of a calendar file that decide what calendars do with it, unfolded (RFC 5545, 3.1). */
export function calendarFacts(content: string): CalendarFact[] {
  const lines = content.replace(/\r\n[ \t]/g, '').split('\r\n');
  const zones = (line: string, open: boolean) =>
    line === 'BEGIN:VTIMEZONE' || (open && line !== 'END:VTIMEZONE');
  let inZone = false;
  return lines.flatMap((line) => {
    inZone = zones(line, inZone);
    const [, name = '', parameters = '', value = ''] =
      /^([A-Z-]+)((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)$/.exec(line) ?? [];
    if (inZone || !SHOWN.includes(name)) return [];
    const zone = /TZID=([^;]+)/.exec(parameters)?.[1];
    return [{ name, value: zone ? `${value} (${zone})` : value }];
  });
}
