"""Reads the tickers, places an order, reads it back, and cancels it with a signed request."""
import hashlib
import hmac
import json
import os
import time

import requests

url = os.environ["EXCHANGE_URL"]
key = os.environ["EXCHANGE_KEY"]
secret = os.environ["EXCHANGE_SECRET"]
bearer = {"Authorization": f"Bearer {key}"}

for ticker in requests.get(f"{url}/market/tickers", headers=bearer).json()["data"]:
    print(ticker["symbol"], ticker["price"], f"{ticker['change24h']} %")

created = requests.post(
    f"{url}/orders/create",
    headers=bearer,
    json={"symbol": "BTCUSD", "side": "buy", "type": "limit", "quantity": 0.01, "price": 45000},
)
created.raise_for_status()
order = created.json()["data"]
print("order", order["orderId"], order["status"])

read = requests.get(f"{url}/orders/{order['orderId']}", headers=bearer).json()["data"]
assert read["orderId"] == order["orderId"]

body = json.dumps({"orderId": order["orderId"]})
signature = hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
cancelled = requests.post(
    f"{url}/orders/cancel",
    data=body,
    headers={
        "X-API-Key": key,
        "X-API-Sign": signature,
        "X-Timestamp": str(int(time.time() * 1000)),
    },
)
cancelled.raise_for_status()
print("cancelled", cancelled.json()["data"]["statusReason"])
