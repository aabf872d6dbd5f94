// Makes the page that is shipped out of the page that is written.
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');

const page = readFileSync('page.html', 'utf8').replace('{{BUILT}}', 'yes').replace(/\n\s*/g, '');
mkdirSync('dist', { recursive: true });
writeFileSync('dist/index.html', page);
