// Reads the tickers, places an order, reads the account, and cancels the order.
const axios = require('axios');

const api = axios.create({
  baseURL: process.env.EXCHANGE_URL,
  headers: { Authorization: `Bearer ${process.env.EXCHANGE_KEY}` },
});

async function main() {
  const tickers = await api.get('/market/tickers');
  for (const ticker of tickers.data.data) {
    console.log(ticker.symbol, ticker.price, `${ticker.change24h} %`);
  }

  const created = await api.post('/orders/create', {
    symbol: 'BTCUSD',
    side: 'buy',
    type: 'limit',
    quantity: 0.01,
    price: 45000,
  });
  const order = created.data.data;
  console.log('order', order.orderId, order.status);

  const account = await api.get('/account');
  console.log('reserved', account.data.data.reservedBalance);

  const cancelled = await api.post('/orders/cancel', { orderId: order.orderId });
  console.log('cancelled', cancelled.data.data.statusReason);
}

main().catch((error) => {
  console.error(error.response ? error.response.data : error.message);
  process.exit(1);
});
