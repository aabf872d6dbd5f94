import { createServer } from 'node:http';
import ms from 'ms';

createServer((_request, response) => {
	response.setHeader('content-type', 'application/json');
	response.end(JSON.stringify({ service: 'node', hour: ms('1h') }));
}).listen(3000);
