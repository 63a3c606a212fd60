// A server that does nothing but answer a chat client's frames: what is left is the client's own cost.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const ID = '00000000-0000-4000-8000-000000000000';
const step = (type, more) =>
  `{"id":"${ID}","threadId":"${ID}","parentId":"${ID}","name":"nothing","type":"${type}","output":"","createdAt":null,"start":null,"end":null,"streaming":false,"isError":false,"language":null,"metadata":{},"tags":null${more}}`;
const RUN = `42["new_message",${step('run', ',"input":"","showInput":"json"')}]`;
const AFTER = [
  `42["new_message",${step('assistant_message', ',"waitForAnswer":false')}]`,
  `42["update_message",${step('run', ',"input":"","showInput":"json"')}]`,
  '42["task_end",{}]',
];
const WELCOME = ['42["task_end",{}]', '42["clear_ask",{}]', '42["clear_call_fn",{}]'];

const server = createServer((_request, response) => response.end('{}'));
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  const send = (frames) => frames.forEach((frame) => socket.send(frame));
  socket.send('0{"sid":"nothing","upgrades":[],"pingInterval":25000,"pingTimeout":20000}');
  socket.on('message', (/** @type {Buffer} */ data) => {
    const frame = data.toString();
    if (frame.startsWith('40')) return socket.send('40{"sid":"nothing"}');
    if (frame.startsWith('42["connection_successful"')) return send(WELCOME);
    const id = /"id":"([^"]+)"/.exec(frame)?.[1];
    if (id) send(['42["task_start",{}]', RUN.replace(`"parentId":"${ID}"`, `"parentId":"${id}"`), ...AFTER]);
  });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit());
