# shellcheck shell=bash
# How the scripts beside this one talk to a running shop: they source it, and set what fail means. curl is all it needs.

case ${1:-} in
  -h | --help) # what stands at the script's head
    sed -n '1d; /^#/!q; s/^# \{0,1\}//; p' "$0"
    exit 0
    ;;
esac

url=${1:-http://localhost:8080}
url=${url%/}
token=${NOSTAGE_OPERATOR_TOKEN:-}
start_it='start one with ./mvnw -q -pl sample-app -am compile exec:exec'
# shellcheck disable=SC2034 # the scripts say it
no_token='set NOSTAGE_OPERATOR_TOKEN to the token that the shop printed as it started, or was started with'

opened=' ' # the tenants that are to be removed, also if nobody knows whether they were opened
running= # set while something in the background works as one of them: it ends first
refusals=0
status= # of the last answer
scratch= # a folder, made at the end, when whatever stops the script removes it again
LC_ALL=C # a digit is one of ten

# Sends a request and sets $status, the answer and its head. A shop that says when to come back (429 or 503, Retry-After) is
# busy and not wrong: it is asked again, ten times at most. Nothing else is, so no wrong answer is made good. 1 without an answer.
# Whoever else uses this machine sees curl's arguments: what is secret is handed over in a file.
send() { # method, path, what else curl is given…
  local method=$1 path=$2 tries=0 wait
  shift 2
  while :; do
    : >"$head"
    : >"$answer"
    status=
    status=$(curl -q -sS --max-time 60 -D "$head" -o "$answer" -w '%{http_code}' -X "$method" "$@" "$url$path" \
      2>"$scratch/error") || return 1
    case $status in
      429 | 503) ;;
      *) return 0 ;;
    esac
    wait=$(header Retry-After)
    case $wait in
      [0-9] | [0-9][0-9]) ;;
      *) return 0 ;;
    esac
    tries=$((tries + 1))
    [ "$tries" -le 10 ] || return 0
    refusals=$((refusals + 1))
    sleep "$wait"
  done
}

as_operator() { # method, path, body
  send "$1" "$2" -H "@$scratch/operator" -H 'Content-Type: application/json' ${3:+-d "$3"}
}

# Answers are short JSON objects of our own: a field is cut out of them with sed, so that curl is all a reader needs.
field() { # name, of the last answer
  sed -n 's/.*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/p' "$answer" | head -n 1
}

listed() { # name, of each object in the last answer
  tr '{' '\n' <"$answer" | sed -n 's/.*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/p' | paste -sd' ' -
}

header() { # name, of the last answer
  tr -d '\r' <"$head" | awk -v name="$1:" \
    'tolower(substr($0, 1, length(name))) == tolower(name) { print substr($0, length(name) + 2) }'
}

problem() { # the last answer in few words
  printf '%s%s' "$status" "$(sed -n 's/.*"type":"urn:nostage:problem:\([a-z-]*\)".*/ \1/p' "$answer")"
}

# Ends the script unless this is a shop that takes our token. What its downstreams saw until now is kept for `of_tests`.
expect_a_shop() {
  [ -n "$token" ] || fail "$no_token"
  as_operator GET /nostage/downstreams ||
    fail "nobody answers at $url ($(sed 's/^curl: //' "$scratch/error")); $start_it"
  case $(problem) in
    200) ;;
    *operator-refused) fail "the shop at $url does not take the token in NOSTAGE_OPERATOR_TOKEN; $no_token" ;;
    *) fail "what answers at $url is no shop, or its operator endpoints are off: GET /nostage/downstreams was $(problem)" ;;
  esac
  grep -q '"name":"payments"' "$answer" ||
    fail "what answers at $url is no shop: GET /nostage/downstreams tells of no payments"
}

# Of the answer to GET /nostage/downstreams: what one downstream says of calls that were not for live tenants.
of_tests() { # count, downstream
  sed -n '/{"name":"'"$2"'",/!d; s/.*{"name":"'"$2"'",//; s/{"name":.*//
    /"not_live":{/!d; s/.*"not_live":{//; s/.*"'"$1"'":\([^,}]*\).*/\1/p' "$answer"
}

effect() { # of a downstream, of the same answer
  sed -n 's/.*{"name":"'"$1"'","effect":"\([a-z]*\)".*/\1/p' "$answer"
}

is_number() { # what was read: a whole number that the shell can count with
  local whole='^(0|[1-9][0-9]{0,17})$'
  [[ $1 =~ $whole ]]
}

# How much a count has risen; in words, if that cannot be told. Text of an answer must never stand in $((…)), which would run the
# commands in it, or leave out what it is part of.
rise() { # what it was, what it is, which field of which answer it is
  local each
  for each in "$1" "$2"; do
    if ! is_number "$each"; then
      printf 'unknown, since %s is no number, but \047%s\047' "$3" "$(printf '%s' "$each" | tr -cd '[:print:]' | cut -c 1-80)"
      return
    fi
  done
  printf '%s' "$(($2 - $1))"
}

rise_of_tests() { # what it was, count, downstream
  rise "$1" "$(of_tests "$2" "$3")" "\"$2\" of $3 in GET /nostage/downstreams"
}

open_tenant() { # id, kind, how long it lives, attributes
  opened="$opened$1 "
  as_operator POST /nostage/tenants '{"id":"'"$1"'","kind":"'"$2"'","ttl":"'"$3"'","attributes":{'"${4:-}"'}}'
}

# Removes a tenant and prints the receipt. 1 if it, or something of it, is left. One that was never opened is none.
remove_tenant() { # id
  local tries=0 why
  while :; do
    if ! as_operator DELETE "/nostage/tenants/$1"; then
      why=$(cat "$scratch/error")
    elif [ "$status" = 404 ] && [ "$(problem)" = '404 tenant-unknown' ]; then
      opened=${opened/ $1 / }
      return 0
    elif [ "$status" = 200 ]; then
      printf '   receipt  %s\n' "$(cat "$answer")"
      opened=${opened/ $1 / }
      if grep -q '"residue":[1-9]' "$answer" || ! grep -q '"residue":0' "$answer"; then
        printf '   LEFT BEHIND: something of tenant %s, as its receipt says\n' "$1" >&2
        return 1
      fi
      return 0
    else
      why=$(problem)
    fi
    tries=$((tries + 1))
    if [ "$tries" -ge 3 ]; then
      opened=${opened/ $1 / }
      printf '   LEFT BEHIND: tenant %s could not be removed (%s). It ends by itself; or: curl -X DELETE %s %s\n' \
        "$1" "$why" '-H "Authorization: Bearer $NOSTAGE_OPERATOR_TOKEN"' "$url/nostage/tenants/$1" >&2
      return 1
    fi
    sleep 1
  done
}

undo() { # what else than tenants a script leaves, if it is stopped: it says so itself
  :
}

# However the script ends: leave nothing behind. What cannot be removed is worse than whatever else was found.
clean_up() {
  local code=$? tenant
  trap '' INT TERM HUP PIPE
  [ -z "$running" ] || { kill "$!" && wait "$!"; } 2>/dev/null
  undo || code=3
  for tenant in $opened; do
    remove_tenant "$tenant" || code=3
  done
  [ -z "$scratch" ] || rm -rf "$scratch"
  exit "$code"
}
# While the folder is made nobody knows its name, so that it could not be removed: only then does the script go on.
stop() { # exit code
  stopped=$1
  [ -z "$scratch" ] || exit "$1"
}
trap clean_up EXIT
trap 'stop 129' HUP
trap 'stop 130' INT
trap 'stop 141' PIPE
trap 'stop 143' TERM

stopped=
scratch=$(mktemp -d "${TMPDIR:-/tmp}/nostage.XXXXXX") || exit "${stopped:-2}" # for its owner alone
[ -z "$stopped" ] || exit "$stopped"
answer=$scratch/answer
head=$scratch/head
printf 'Authorization: Bearer %s\n' "$token" >"$scratch/operator"
