#!/bin/sh
# Makes a terminal known, pushes a person to it, asks what became of it, reads the feed.
# GATEWAY_API: e.g. http://127.0.0.1:8080/api/v1   GATEWAY_KEY: an API key with the role platform or admin
set -eu
: "${GATEWAY_API:?is not set}" "${GATEWAY_KEY:?is not set}"
sn=${1:-sample-1}

call() { # call <method> <path> [json]
  method=$1 path=$2
  shift 2
  curl --fail-with-body --silent --show-error --request "$method" "$GATEWAY_API$path" \
    --header "Authorization: Bearer $GATEWAY_KEY" ${1:+--header 'Content-Type: application/json' --data "$1"}
  echo
}

echo "A terminal, by its serial number and its eight-character DES key:"
call PUT "/devices/$sn" '{"key": "l8iTgWXT", "kind": "attendance", "name": "North gate", "site": "sample"}'

echo "A person for it. The id is ours: the same request again is the same command."
call POST "/devices/$sn/commands" '{"id": "push-1001-v1", "type": "person.push", "person": {"user_id": "1001", "name": "测试"}}'

echo "What became of it: queued, until the terminal's next heartbeat."
call GET "/devices/$sn/commands/push-1001-v1"

echo "The feed, from its beginning:"
call GET "/feed?after=0&limit=3"
