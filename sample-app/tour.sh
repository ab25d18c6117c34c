#!/usr/bin/env bash
# Tells the story of a launch with curl, against a running shop.
#
#   usage: ./sample-app/tour.sh [url]
#
# The operator's token comes from NOSTAGE_OPERATOR_TOKEN; a shop that was started without one prints one.
set -u

# shellcheck source=sample-app/talk.sh
. "$(dirname "$0")/talk.sh"
tenant=tour-$$-$(date +%s)
step=0
acmes= # Acme's real order; ? while nobody knows whether it was placed

tell() {
  step=$((step + 1))
  printf '\n%s. %s\n' "$step" "$*"
}

fail() {
  printf '   NOT AS TOLD: %s\n' "$*" >&2
  exit 1
}

call() { # status that is told, method, path, what else curl is given…
  local told=$1
  shift
  printf '   $ %s %s\n' "$1" "$2"
  send "$@" || fail "no shop answers at $url; $start_it"
  printf '   %s %s\n' "$status" "$(head -c 400 "$answer")"
  [ "$status" = "$told" ] || fail "expected status $told"
}

call_operator() { # status, method, path, body
  call "$1" "$2" "$3" -H "@$scratch/operator" -H 'Content-Type: application/json' ${4:+-d "$4"}
}

expect() { # what, is, shall be
  [ "$2" = "$3" ] || fail "$1 is \"$2\" and should be \"$3\""
}

keep_passport() { # of the last answer
  printf 'Nostage-Passport: %s\n' "$(field passport)" >"$scratch/passport"
}

order_as_acme() { # status, what else curl is given…
  local told=$1
  shift
  acmes='?'
  call "$told" POST /orders "$@" -H 'Content-Type: application/json' -d "$order"
  acmes=$(field id)
}

undo() { # Acme's order is real: it goes, however far the tour came
  case $acmes$status in
    '?201') acmes=$(field id) ;;
    '?4'*) acmes= ;;
  esac
  [ -n "$acmes" ] || return 0
  if [ "$acmes" != '?' ]; then
    send DELETE "/orders/$acmes" -H 'Tenant-Id: acme'
    case $status in 204 | 404) return 0 ;; esac
  fi
  printf '   LEFT BEHIND: perhaps an order of acme (%s), which could not be removed\n' "$acmes" >&2
  return 1
}

[ -n "$token" ] || fail "$no_token"

tell "Acme is a customer of the shop. Its anniversary sale has not begun: everybody pays the full price."
call 200 GET /sale -H 'Tenant-Id: acme'
expect live "$(field live)" false
starts=$(field startsAt)
call 200 GET /products -H 'Tenant-Id: acme'
full=$(field price)

tell "Whoever holds a passport with the permission to travel sees the sale at midnight of its first day, today."
call_operator 201 POST /nostage/tenants/acme/passports '{"ttl":"5m","permissions":["travel"]}'
keep_passport
call 200 GET /sale -H "@$scratch/passport" -H "Time-Machine: $starts"
expect live "$(field live)" true
call 200 GET /products -H "@$scratch/passport" -H "Time-Machine: $starts"
[ "$(field price)" != "$full" ] || fail "the price is still $full"

tell "Without the permission Acme stays in the present, and with it only looks: a real customer's data is not dated ahead."
call 403 GET /sale -H 'Tenant-Id: acme' -H "Time-Machine: $starts"
order='{"sku":"kettle","quantity":2}'
order_as_acme 403 -H "@$scratch/passport" -H "Time-Machine: $starts"

tell "Acme orders as on any day. The money moves."
order_as_acme 201 -H 'Tenant-Id: acme'
expect stubbed "$(field stubbed)" false

tell "Now a tester opens a tenant of their own, in the running shop. It lives for ten minutes at most."
opened="$tenant"
call_operator 201 POST /nostage/tenants '{"id":"'"$tenant"'","kind":"TEST","ttl":"10m"}'
keep_passport

tell "The test tenant orders at midnight of the sale. It may write, and the payment is a stub: no money moves."
call 201 POST /orders -H "@$scratch/passport" -H "Time-Machine: $starts;mode=freeze" \
  -H 'Content-Type: application/json' -d "$order"
expect stubbed "$(field stubbed)" true
own=$(field id)
call 200 GET "/orders/$own" -H "@$scratch/passport"

tell "It tries to read Acme's order. For the test tenant there is no such order."
call 404 GET "/orders/$acmes" -H "@$scratch/passport"
call 404 DELETE "/orders/$acmes" -H "@$scratch/passport"
call 200 GET "/orders/$acmes" -H 'Tenant-Id: acme'

tell "The test is done, and the tenant is removed. The receipt counts what was removed, and what is left: nothing."
call_operator 200 DELETE "/nostage/tenants/$tenant"
opened=
expect residue "$(sed -n 's/.*"residue":\([0-9]*\),"removedAt".*/\1/p' "$answer")" 0
expect removed "$(field removed)" 3

tell "Its passport is worthless now, and its name is gone. Acme has noticed nothing."
call 403 GET /orders -H "@$scratch/passport"
call_operator 404 GET "/nostage/tenants/$tenant"
call 204 DELETE "/orders/$acmes" -H 'Tenant-Id: acme'
acmes=

printf '\nAll as told.\n'
