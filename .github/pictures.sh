#!/usr/bin/env bash
# Takes pictures of the program in a real terminal, for the README and for the
# eye. Usage: .github/pictures.sh [--light] [--no-color] [--to FOLDER] [SCENE]…
#
# Without scenes it takes those of the README, into this folder; light ones have another name,
# and the README has one of them: --light tags. The scenes stand in
# scenes.sh. PROGRAM names another program to run in place of tagboat.
#
# Needs (Debian's names): xterm xvfb xdotool imagemagick fonts-dejavu-core xclip, and Go.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/.."

palette=dark suffix=''
to=$here
colour=()
scenes=()
while [ $# -gt 0 ]; do
  case $1 in
    --light) palette=light suffix=-light ;;
    --no-color) colour=(NO_COLOR=1) ;;
    --to) to=$2; shift ;;
    -*) sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
    *) scenes+=("$1") ;;
  esac
  shift
done

for tool in xterm Xvfb xdotool import convert identify; do
  command -v "$tool" >/dev/null || { echo "pictures: $tool is missing; see the head of this script" >&2; exit 1; }
done

patience=20 # seconds to wait for a text
scratch=$(mktemp -d)
server='' window=''
finish() {
  [ -z "$window" ] || kill "$window" 2>/dev/null || true
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$scratch"
}
trap finish EXIT

program=${PROGRAM:-$scratch/tagboat}
[ -n "${PROGRAM:-}" ] || go build -o "$program" .

# The server chooses a free display by itself and says which.
Xvfb -displayfd 3 -screen 0 2600x1800x24 -nolisten tcp -noreset 3>"$scratch/display" 2>"$scratch/xvfb" &
server=$!
until [ -s "$scratch/display" ]; do kill -0 "$server" || { cat "$scratch/xvfb" >&2; exit 1; }; sleep 0.05; done
DISPLAY=:$(tr -d '\n' <"$scratch/display")
export DISPLAY
export XDG_CONFIG_HOME=$scratch/config # whoever takes the pictures may have set something
unset WAYLAND_DISPLAY SSH_CONNECTION SSH_TTY SSH_CLIENT TMUX STY NO_COLOR CLICOLOR CLICOLOR_FORCE

colours() {
  case $palette in
    dark) echo '#15171c #d5d8df #1d2026 #e5726f #94c37d #e3b866 #6ea8e8 #b98ee0 #5fb8b2 #c3c7cf #676e7b #f08d8a #abd896 #f2cc82 #8dbef5 #cda8ef #7fd0ca #f2f4f7' ;;
    light) echo '#fbfaf7 #2c3038 #2c3038 #b3362f #3d7a29 #8f6400 #2361ad #7a3fa8 #1a7671 #d9d8d3 #7b8089 #c94b43 #4b8f35 #a87808 #3374c4 #9054bf #258d87 #ffffff' ;;
  esac
}

# wear sets the theme of the programs that begin from now on.
wear() {
  mkdir -p "$XDG_CONFIG_HOME/tagboat"
  echo "theme = \"$1\"" >"$XDG_CONFIG_HOME/tagboat/config.toml"
}

# begin starts the program in a window of so many cells (columns x rows).
begin() {
  local geometry=$1; shift
  local c i resources=()
  read -ra c <<<"$(colours)"
  for i in {0..15}; do resources+=(-xrm "*color$i: ${c[i + 2]}"); done
  rm -f "$scratch"/screen*
  env "${colour[@]}" COLORTERM=truecolor xterm -geometry "$geometry+0+0" -tn xterm-256color -u8 +sb -b 22 -bw 0 \
    -fa 'DejaVu Sans Mono' -fs 15 -bg "${c[0]}" -fg "${c[1]}" -cr "${c[1]}" "${resources[@]}" \
    -xrm '*allowWindowOps: true' -xrm '*boldColors: false' -xrm '*cursorBlink: false' \
    -xrm "*printFileImmediate: $scratch/screen" -xrm '*VT100.translations: #override <Key>F12: print-immediate()' \
    -e "$program" "$@" 2>"$scratch/xterm" &
  window=$!
  until id=$(xdotool search --onlyvisible --class xterm 2>/dev/null) && [ -n "$id" ]; do
    kill -0 "$window" || { cat "$scratch/xterm" >&2; exit 1; }
    sleep 0.05
  done
  xdotool mousemove 1 1 # without a window manager, keys go to what is under the pointer
}

# see waits until the words stand on the screen; xterm itself tells what stands there.
see() {
  local end=$((SECONDS + patience))
  until grep -qF -- "$*" "$scratch"/screen* 2>/dev/null; do
    if [ "$SECONDS" -ge "$end" ]; then
      echo "pictures: \"$*\" does not appear; on the screen is:" >&2
      cat "$scratch"/screen* >&2 || true
      exit 1
    fi
    rm -f "$scratch"/screen*
    xdotool key F12
    sleep 0.1
  done
  rm -f "$scratch"/screen*
}

press() { xdotool key --delay 30 "$@"; }
say() { xdotool type --delay 15 -- "$*"; }

# still waits until the picture no longer changes.
still() {
  local before='' now=''
  until now=$(import -window "$id" -depth 8 rgb:- | cksum) && [ "$now" = "$before" ]; do
    before=$now
    sleep "$1"
  done
}

# shoot keeps the picture.
shoot() {
  local name=$1
  still 0.4
  import -window "$id" "$scratch/plain.png"
  # Rounded corners, so that the picture looks at home on any page.
  local width height
  read -r width height < <(identify -format '%w %h\n' "$scratch/plain.png")
  convert "$scratch/plain.png" \
    \( -size "${width}x$height" xc:black -fill white -draw "roundrectangle 0,0 $((width - 1)),$((height - 1)) 14,14" \) \
    -alpha off -compose CopyOpacity -composite -strip "$to/$name$suffix.png"
  echo "$to/$name$suffix.png"
}

# frame adds the picture to the film, to be seen for so many hundredths of a second.
film=()
frame() {
  local picture
  picture=$(printf '%s/frame-%03d.png' "$scratch" ${#film[@]})
  still 0.1
  import -window "$id" "$picture"
  film+=(-delay "$1" "$picture")
}

# spell types words, a frame for every second letter.
spell() {
  local words=$* at
  for ((at = 0; at < ${#words}; at += 2)); do
    say "${words:at:2}"
    frame 11
  done
}

# develop makes a moving picture of the film. Frames hold what differs from the one before.
develop() {
  convert -loop 0 "${film[@]}" +dither -colors 48 -layers optimize "$to/$1$suffix.gif"
  film=()
  echo "$to/$1$suffix.gif"
}

# end closes the window, whatever the program is doing.
end() {
  kill "$window" 2>/dev/null || true
  wait "$window" 2>/dev/null || true
  window=''
}

mkdir -p "$to"
# shellcheck source=scenes.sh
. "$here/scenes.sh"
[ ${#scenes[@]} -gt 0 ] || scenes=("${readme[@]}")
for scene in "${scenes[@]}"; do
  "scene_$scene"
  end
done
