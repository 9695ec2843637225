/** What an event can be, in the order in which it is chosen. */
export const EVENT_KINDS = ['webinar', 'panel', 'action', 'delegation', 'briefing'] as const;
