#!/bin/sh
# Pushes one order to Plumbline, signed as Standard Webhooks says. What is answered 200 is safe.
# usage: SECRET=… push.sh http://plumbline:8080/webhooks/own-shop/order order.json
set -eu
# The same content has the same name: sent twice, it is taken once.
id="$(openssl dgst -sha256 -r "$2" | cut -c1-32)"
time="$(date +%s)"
signature="$( { printf '%s.%s.' "$id" "$time"; cat "$2"; } |
  openssl dgst -sha256 -hmac "$SECRET" -binary | openssl base64 -A)"
curl --fail-with-body --silent --show-error --data-binary "@$2" \
  --header "Content-Type: application/json" \
  --header "webhook-id: $id" \
  --header "webhook-timestamp: $time" \
  --header "webhook-signature: v1,$signature" \
  "$1"
