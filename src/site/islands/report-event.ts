/** Told on `window` when a check is done; its detail is the Report. */
export const reportEvent = 'stagecraft-report';
