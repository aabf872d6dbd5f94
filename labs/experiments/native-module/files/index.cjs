const { version } = require('./yaml-version.node');

console.log('libyaml', version());
