// fetch.js COMMAND...: starts the command, asks the service on port 3000 for its first page, and prints that.
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

const [command, ...args] = process.argv.slice(2);
const service = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
service.on('exit', (code) => {
	if (code !== null) process.exit(code || 1);
});

let answer;
while (answer === undefined) {
	answer = await fetch('http://127.0.0.1:3000/').catch(() => pause(100));
}
console.log(await answer.text());
service.kill('SIGKILL');
