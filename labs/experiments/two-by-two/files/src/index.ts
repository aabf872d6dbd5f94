import escapeHtml from 'escape-html';

declare const console: { log(text: string): void };

const text: string = 'fish & chips';
console.log(escapeHtml(text));
