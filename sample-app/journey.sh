#!/usr/bin/env bash
# Tests a shop where it runs: opens two tenants, takes one to the sale's date, buys, looks around as the other, removes both.
#
#   usage: ./sample-app/journey.sh [url] [when the sale is to begin, such as 2026-11-27T00:00:00-08:00]
#
# The operator's token comes from NOSTAGE_OPERATOR_TOKEN. The tenants end by themselves after JOURNEY_TTL (10m), should nobody
# be left to remove them. As many journeys as one likes may run at once, beside customers and load.
#
# Ends with 0 if all is as it should be, 1 if something differs, 2 if it could not be made to its end, 3 if something was left
# behind, and 128 and more if somebody stopped it.
set -u

# shellcheck source=sample-app/talk.sh
. "$(dirname "$0")/talk.sh"
told=${2:-}
ttl=${JOURNEY_TTL:-10m}
tenant=journey-$(date +%s)-$$-$RANDOM
neighbour=$tenant-neighbour
checks=0
should_be_made=62 # a check that is left out fails too
differences=

# The shop's starter catalogue, and a fifth off while the sale is on. Written down here, and not read from what is tested.
kettle=42.00 teapot=28.50 kettle_in_sale=33.60 teapot_in_sale=22.80

step() {
  printf '\n%s\n' "$*"
}

fail() { # why the journey cannot be made
  printf '\nNot made to its end: %s\n' "$*" >&2
  exit 2
}

check() { # what, is, should be
  checks=$((checks + 1))
  if [ "$2" = "$3" ]; then
    printf '   ok       %s: %s\n' "$1" "$2"
  else
    printf '   DIFFERS  %s: is "%s", should be "%s"\n' "$1" "$2" "$3"
    differences="$differences   $1: is \"$2\", should be \"$3\""$'\n'
  fi
}

verdict() {
  [ "$refusals" = 0 ] || printf '\nThe shop was busy, and asked %s times to come back later.\n' "$refusals"
  if [ -n "$differences" ]; then
    printf '\nNot as it should be, of %s checks:\n%s' "$checks" "$differences" >&2
    exit 1
  fi
}

# Whatever a wrong status would be followed by is wrong too: the journey ends there, and says no more than that.
call() { # status it should have, method, path, what else curl is given…
  local should=$1
  shift
  send "$@" || fail "no answer to $1 $2: $(sed 's/^curl: //' "$scratch/error")"
  [ "$status" != "$should" ] || return 0
  case $(problem) in
    '401 operator-refused') fail "the shop no longer takes the token in NOSTAGE_OPERATOR_TOKEN" ;;
    '403 tenant-refused' | '401 passport-refused')
      fail "$1 $2 is refused to a tenant of this journey: it has expired (they live $ttl; JOURNEY_TTL), or was suspended or removed" ;;
    429* | 503*) [ -z "$(header Retry-After)" ] || fail "the shop is too busy: $1 $2 is still $(problem)" ;;
  esac
  check "status of $1 $2" "$(problem)" "$should"
  verdict
}

as_tenant() { # status, method, path, what else curl is given…
  call "$@" -H "@$scratch/passport"
}

as_neighbour() {
  call "$@" -H "@$scratch/neighbour"
}

operate() { # status, method, path, body
  call "$1" "$2" "$3" -H "@$scratch/operator" -H 'Content-Type: application/json' ${4:+-d "$4"}
}

at() { # frozen moment, status, method, path, what else curl is given…
  local moment=$1
  shift
  as_tenant "$@" -H "Time-Machine: $moment;mode=freeze"
  check "moment of $2 $3" "$(header Time-Machine)" "$moment;mode=freeze"
}

price() { # sku, of the last answer
  tr '{' '\n' <"$answer" | grep '"sku":"'"$1"'"' | sed -n 's/.*"price":\([0-9.]*\).*/\1/p'
}

# Seconds since 1970; 1 if it is no time. The days are counted by http://howardhinnant.github.io/date_algorithms.html#days_from_civil
epoch() { # an ISO 8601 date-time with an offset
  local iso='^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})(:([0-9]{2})(\.[0-9]+)?)?(Z|([+-])([0-9]{2}):([0-9]{2}))$'
  [[ $1 =~ $iso ]] || return
  local year=$((10#${BASH_REMATCH[1]})) month=$((10#${BASH_REMATCH[2]})) day=$((10#${BASH_REMATCH[3]})) offset=0
  local seconds=$((10#${BASH_REMATCH[4]} * 3600 + 10#${BASH_REMATCH[5]} * 60 + 10#0${BASH_REMATCH[7]}))
  if [ "${BASH_REMATCH[9]}" != Z ]; then
    offset=$((${BASH_REMATCH[10]}1 * (10#${BASH_REMATCH[11]} * 3600 + 10#${BASH_REMATCH[12]} * 60)))
  fi
  year=$((month <= 2 ? year - 1 : year))
  local era=$((year / 400)) in_era=$((year % 400)) in_year=$(((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1))
  local days=$((era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468))
  printf '%s' "$((days * 86400 + seconds - offset))"
}

instant() { # seconds since 1970
  date -u -d "@$1" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -r "$1" +%Y-%m-%dT%H:%M:%SZ
}

look() { # moment, whether the sale is on, price of the kettle, of the teapot
  at "$1" 200 GET /sale
  check 'the sale is on' "$(field live)" "$2"
  check 'now, of the sale' "$(instant "$(epoch "$(field now)")")" "$1"
  at "$1" 200 GET /products
  check 'price of the kettle' "$(price kettle)" "$3"
  check 'price of the teapot' "$(price teapot)" "$4"
}

buy() { # moment, total of two kettles; sets order
  at "$1" 201 POST /orders -H 'Content-Type: application/json' -d '{"sku":"kettle","quantity":2}'
  order=$(field id)
  check_order "$1" "$2"
}

check_order() { # moment, total
  check 'id of the order' "$(field id)" "$order"
  check 'sku of the order' "$(field sku)" kettle
  check 'quantity of the order' "$(field quantity)" 2
  check 'total of the order' "$(field total)" "$2"
  check 'placedAt of the order' "$(field placedAt)" "$1"
  check 'payment.stubbed of the order' "$(field stubbed)" true
  check 'payment.reference of the order' "$(field reference)" "stub-$order"
}

[ -z "$told" ] || told_epoch=$(epoch "$told") || fail "\"$told\" is no time such as 2026-11-27T00:00:00-08:00"
expect_a_shop
check 'effect of payments' "$(effect payments)" financial
charged=$(of_tests made payments)

step "Tenants $tenant and $neighbour are opened in the shop at $url."
open_tenant "$tenant" TEST "$ttl" '"fault.recommendations":"100% status 503"' || fail "no answer to the opening of $tenant"
check 'status of the opening' "$(problem)" 201
verdict
check 'kind of the tenant' "$(field kind)" TEST
printf 'Nostage-Passport: %s\n' "$(field passport)" >"$scratch/passport"
open_tenant "$neighbour" TEST "$ttl" || fail "no answer to the opening of $neighbour"
check 'status of the opening' "$(problem)" 201
verdict
printf 'Nostage-Passport: %s\n' "$(field passport)" >"$scratch/neighbour"

step "One is connected to recommendations that always fail, and its customers see the products all the same."
as_tenant 200 GET /products
check 'products, none recommended' "$(listed sku)" 'kettle teapot'
operate 200 DELETE "/nostage/tenants/$tenant/faults/recommendations"
check 'plan of what fails, taken back' "$(field plan)" null

step "When the sale is."
as_tenant 200 GET /sale
begins=$(epoch "$(field startsAt)") || { check 'startsAt of the sale' "$(field startsAt)" 'a time'; verdict; }
ends=$(epoch "$(field endsAt)") || { check 'endsAt of the sale' "$(field endsAt)" 'a time'; verdict; }
if [ -n "$told" ]; then
  should_be_made=$((should_be_made + 1))
  check 'the sale begins' "$(instant "$begins")" "$(instant "$told_epoch")"
fi
now=$(epoch "$(field now)") || { check 'now, of the sale' "$(field now)" 'a time'; verdict; }
check 'the sale is on today' "$(field live)" "$([ "$now" -ge "$begins" ] && [ "$now" -lt "$ends" ] && echo true || echo false)"

eve=$(instant $((begins - 1)))
first=$(instant "$begins")
last=$(instant $((ends - 1)))
after=$(instant "$ends")

step "A second before the sale: the full price."
look "$eve" false "$kettle" "$teapot"
buy "$eve" 84.00
early=$order

step "At its first second: a fifth off, for what is shown and what is paid, and no money moves."
look "$first" true "$kettle_in_sale" "$teapot_in_sale"
buy "$first" 67.20

step "At its last second, and when it is over."
look "$last" true "$kettle_in_sale" "$teapot_in_sale"
look "$after" false "$kettle" "$teapot"

step "Back in the present the orders are kept, the newest first."
as_tenant 200 GET "/orders/$order"
check_order "$first" 67.20
as_tenant 200 GET /orders
check 'orders of the tenant' "$(listed id)" "$order $early"

step "The neighbour does not see them, and cannot cancel them."
as_neighbour 200 GET /orders
check 'orders of the neighbour' "$(cat "$answer")" '[]'
as_neighbour 404 GET "/orders/$order"
as_neighbour 404 DELETE "/orders/$order"
as_tenant 200 GET "/orders/$order"
check 'the order is still there' "$(field id)" "$order"
as_tenant 204 DELETE "/orders/$early"
as_tenant 404 GET "/orders/$early"

step "No test has reached payments, as the shop counts."
operate 200 GET /nostage/downstreams
check 'calls of tests that reached payments' "$(rise_of_tests "$charged" made payments)" 0

step "Both are removed, and nothing is left."
exit_with=
for each in "$neighbour" "$tenant"; do
  remove_tenant "$each" || exit_with=3
  check "requests of $each in flight" "$(field inFlight)" 0
done
[ -z "$exit_with" ] || exit "$exit_with"
check 'rows removed: two products and an order' "$(sed -n 's/.*"database:default","removed":\([0-9]*\).*/\1/p' "$answer")" 3
send GET /orders -H "@$scratch/passport" || fail "no answer to GET /orders"
check 'the passport of who was removed' "$(problem)" '403 tenant-refused'
operate 404 GET "/nostage/tenants/$tenant"

[ "$checks" = "$should_be_made" ] ||
  differences="$differences   checks that were made: is \"$checks\", should be \"$should_be_made\""$'\n'
verdict
printf '\nAll %s checks are as they should be.\n' "$checks"
