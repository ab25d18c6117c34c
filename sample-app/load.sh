#!/usr/bin/env bash
# Floods a running shop with the orders of a synthetic tenant, and shows that no financial downstream saw a call.
#
#   usage: ./sample-app/load.sh [url of one instance] [seconds] [customers at once]
#
# The operator's token comes from NOSTAGE_OPERATOR_TOKEN. With SIMULATOR_URL, which the shop prints as it starts, the simulated
# payments are asked too what has reached them. The load is Gatling's; the first run downloads it, with Maven.
#
# Ends with 0 if no money moved and nothing failed, 1 if not, 2 if it could not be made, 3 if something was left behind, and 128
# and more if somebody stopped it. What the shop's limits refuse for now is counted, and no failure.
set -u

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=sample-app/talk.sh
. "$here/talk.sh"
seconds=${2:-10}
users=${3:-8}
simulator=${SIMULATOR_URL:-}
tenant=load-$(date +%s)-$$-$RANDOM
checks=0
wrong=

fail() { # why the load cannot be made
  printf '\nNot made to its end: %s\n' "$*" >&2
  exit 2
}

is_so() { # a test for [, of numbers unless it is =
  [ "$2" = '=' ] || { is_number "${1#-}" && is_number "$3"; } && [ "$1" "$2" "$3" ]
}

check() { # what, whether it is so: a test for [, why it matters if not
  checks=$((checks + 1))
  if is_so "$2" "$3" "$4"; then
    printf '   ok       %s: %s\n' "$1" "$2"
  else
    printf '   WRONG    %s: %s. %s\n' "$1" "$2" "$5"
    wrong="$wrong   $1: $2. $5"$'\n'
  fi
}

number() { # the words before it, in what the load said
  sed -n "s/^   $1 \([0-9][0-9]*\)\$/\1/p" "$scratch/said"
}

ask_downstreams() {
  as_operator GET /nostage/downstreams && [ "$status" = 200 ] ||
    fail "the shop does not say how its downstreams are: GET /nostage/downstreams was $(problem)"
}

# Of all calls that reached it, those for tenants of a kind, or of any kind but live ones. It is told in their baggage. What is no
# number is told as it is.
simulated() { # downstream, kind
  curl -q -fsS --max-time 10 "${simulator%/}/calls" >"$scratch/calls" 2>"$scratch/error" && grep -q '^{' "$scratch/calls" ||
    fail "nobody tells at SIMULATOR_URL, $simulator/calls, what has reached payments"
  tr '{' '\n' <"$scratch/calls" | grep -A 1 '"'"$1"'":$' | tail -n 1 | tr -d '}' | tr ',' '\n' |
    awk -F '[":]+' -v kind="$2" '$3 != "" && (kind == "" ? $2 != "LIVE" : $2 == kind) { n += $3 }
      $3 !~ /^[0-9]*$/ { odd = $3 } END { print odd == "" ? n + 0 : odd }'
}

case $seconds$users in
  *[!0-9]* | 0* | '') fail "seconds and customers are whole numbers, such as 10 and 8" ;;
esac
if [ ! -f "$here/load/target/classpath" ] ||
  [ -n "$(find "$here/load/pom.xml" "$here/load/src/main" -newer "$here/load/target/classpath" -type f)" ]; then
  (cd "$here/.." && ./mvnw -q -Dload.only -pl sample-app/load process-classes) || fail "the load could not be built"
fi
expect_a_shop
financial=$(tr '{' '\n' <"$answer" | sed -n 's/^"name":"\([^"]*\)","effect":"financial".*/\1/p')
case $financial in
  *[!a-z0-9$'\n'-]*) fail "what answers at $url is no shop: GET /nostage/downstreams names one that has no such name" ;;
esac
financial=$(printf '%s\n' payments "$financial" | sort -u)
effect=$(effect payments)

printf 'Synthetic tenant %s is opened in the shop at %s.\n' "$tenant" "$url"
open_tenant "$tenant" SYNTHETIC "$((seconds + 600))s" || fail "no answer to the opening of $tenant"
[ "$status" = 201 ] || fail "tenant $tenant could not be opened: $(problem)"
passport=$(field passport)

ask_downstreams
for each in $financial; do
  of_tests made "$each" >"$scratch/made-$each"
done
stubbed=$(of_tests stubbed payments)
if [ -n "$simulator" ]; then
  paid=$(simulated payments '') || exit
  recommended=$(simulated recommendations SYNTHETIC) || exit
fi

printf '\n%s customers order for %s s.\n' "$users" "$seconds"
running=yes
NOSTAGE_PASSPORT=$passport "${JAVA_HOME:+$JAVA_HOME/bin/}java" \
  "-Dload.url=$url" "-Dload.seconds=$seconds" "-Dload.users=$users" \
  -cp "$here/load/target/classes:$(cat "$here/load/target/classpath")" \
  io.gatling.app.Gatling -nr -s dev.nostage.shop.load.ShopLoad -rf "$scratch/results" >"$scratch/said" 2>"$scratch/errors" &
wait "$!"
running=
grep '^   ' "$scratch/said"
placed=$(number 'orders placed')
[ -n "$placed" ] || fail "the load broke off: $(tail -n 5 "$scratch/errors")"

printf '\nWhat the downstreams saw.\n'
ask_downstreams
check 'effect of payments' "$effect" = financial 'A downstream that moves money must say so.'
check 'orders placed' "$placed" -gt 0 'Without an order nothing is shown.'
check 'orders paid by the stub' "$(number 'of them paid by the stub')" -eq "$placed" "All $placed should be."
check 'answers of the stub, as the shop counts' "$(rise_of_tests "$stubbed" stubbed payments)" -ge "$placed" \
  "For $placed orders: this is not the instance that was asked, or the stub was not."
should_be_made=5
for each in $financial; do
  should_be_made=$((should_be_made + 1))
  check "calls of tests that reached $each, as the shop counts" \
    "$(rise_of_tests "$(cat "$scratch/made-$each")" made "$each")" -eq 0 'It saw calls that were not for live tenants.'
done
if [ -n "$simulator" ]; then
  should_be_made=$((should_be_made + 2))
  check 'calls of tests that reached payments, as payments count' \
    "$(rise "$paid" "$(simulated payments '')" "a count of payments in $simulator/calls")" -eq 0 \
    'It saw calls that were not for live tenants.'
  check 'calls of synthetic tenants that reached recommendations' \
    "$(rise "$recommended" "$(simulated recommendations SYNTHETIC)" "a count of recommendations in $simulator/calls")" -gt 0 \
    'SIMULATOR_URL is not this shop'\''s.'
fi
check 'requests failed' "$(number failed)" -eq 0 'What the limits refuse is not among them.'
[ "$checks" = "$should_be_made" ] ||
  wrong="$wrong   checks that were made: $checks. There should be $should_be_made."$'\n'

printf '\nThe tenant is removed.\n'
remove_tenant "$tenant" || exit 3

if [ -n "$wrong" ]; then
  printf '\nNot as it should be:\n%s' "$wrong" >&2
  exit 1
fi
printf '\nNo financial downstream saw a call.\n'
