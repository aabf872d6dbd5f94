/** Told on `window` to show a view where only one fits; its detail is `lesson` or `lab`. */
export const showViewEvent = 'stagecraft-show-view';
