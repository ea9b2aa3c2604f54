// Places an order over a WebSocket whose orders are cancelled when it ends, however it ends.
const url = process.env.EXCHANGE_URL.replace(/^http/, 'ws').replace('/api/v1', '/ws/trade');
const socket = new WebSocket(`${url}?token=${process.env.EXCHANGE_KEY}&cancelOnDisconnect=true`);
const waiting = new Map();

// Answers may come in another order than the requests: the id tells which is which.
socket.onmessage = (message) => {
  const answer = JSON.parse(message.data);
  waiting.get(answer.id)?.(answer);
  waiting.delete(answer.id);
};

let last = 0;
function ask(method, params) {
  const id = ++last;
  socket.send(JSON.stringify({ id, method, params, idempotencyKey: crypto.randomUUID() }));
  return new Promise((resolve) => waiting.set(id, resolve));
}

await new Promise((open) => (socket.onopen = open));
const order = { symbol: 'BTCUSD', side: 'buy', type: 'limit', quantity: 0.01, price: 45000 };
const created = await ask('ORDERS_CREATE', order);
console.log(created.status, created.result ?? created.error);
socket.close();
