# The scenes that pictures.sh can take. Each starts the program, goes somewhere
# and shoots; 80x24 and 120x40 are there for our own looking.

readme=(tags siblings comparison themes)

log_in() {
  see 'Log in to Docker Hub'
  say alice
  press Tab
  say anchor
  press Return
  see NAMESPACE
}

open_acme() {
  log_in
  press j
  sleep 0.3
  press Return
  see '300 of 300'
}

open_api() {
  open_acme
  press Return
  see PLATFORMS
  see 'of 12,'
}

scene_login() {
  begin "${size:-100x28}" --demo
  see 'Log in to Docker Hub'
  shoot login
}

scene_second_factor() {
  begin "${size:-100x28}" --demo
  see 'Log in to Docker Hub'
  say bob
  press Tab
  say harbor
  press Return
  see 'Second factor'
  say 123
  shoot second-factor
}

scene_namespaces() {
  begin "${size:-100x28}" --demo
  log_in
  shoot namespaces
}

scene_repositories() {
  begin "${size:-100x28}" --demo
  open_acme
  shoot repositories
}

scene_tags() {
  begin "${size:-110x28}" --demo
  see 'Log in to Docker Hub'
  press ctrl+o
  see 'Open by name'
  say nginx
  press Return
  see 'all loaded'
  press slash
  say 'arch:arm64 !bookworm'
  press Return j j j
  say y
  see 'nginx:'
  shoot tags
}

scene_filter() {
  begin "${size:-100x28}" --demo
  open_api
  press slash
  say alpine
  shoot filter
}

scene_help() {
  begin "${size:-100x28}" --demo
  open_api
  press question
  shoot help
}

scene_siblings() {
  begin 110x26 --demo
  see 'Log in to Docker Hub'
  press ctrl+o
  see 'Open by name'
  say acme/api
  press Return
  see 'loads the rest'
  shoot siblings
}

scene_comparison() {
  begin 110x26 --demo
  see 'Log in to Docker Hub'
  press ctrl+o
  see 'Open by name'
  say nginx
  press Return
  see 'all loaded'
  press slash
  say '^1.27. !-'
  press Return space d
  see 'to download'
  shoot comparison
}

# Each theme in a window of its own, side by side, under its name.
scene_themes() {
  local theme folder=$to labelled=()
  to=$scratch suffix=''
  for theme in auto dark colour-blind high-contrast light plain; do
    palette=dark
    [ "$theme" != light ] && [ "$theme" != plain ] || palette=light
    wear "$theme"
    begin 74x14 --demo
    open_api
    press space j j d
    see 'to download'
    press slash
    say run
    shoot "$theme"
    end
    convert "$to/$theme.png" -background none -gravity north -splice 0x40 \
      -font DejaVu-Sans-Mono -pointsize 22 -fill '#808690' -annotate +0+6 "$theme" "$to/$theme-named.png"
    labelled+=("$to/$theme-named.png")
  done
  to=$folder
  montage "${labelled[@]}" -background none -tile 2x3 -geometry +12+8 "$scratch/all.png"
  convert "$scratch/all.png" -resize 68% +dither -colors 160 -strip "$to/themes.png"
  echo "$to/themes.png"
}
