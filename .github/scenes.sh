# The scenes that pictures.sh can take. Each starts the program, goes somewhere
# and shoots; 80x24 and 120x40 are there for our own looking.

readme=(minute tags siblings comparison themes)

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

# The first minute: in, a repository among hundreds, a question, a copy, and what an upgrade costs.
scene_minute() {
  begin 100x26 --demo
  see 'Log in to Docker Hub'
  frame 120
  spell alice
  press Tab
  spell anchor
  press Return
  see NAMESPACE
  frame 90
  press j
  frame 40
  press Return
  see '300 of 300'
  frame 150
  press slash
  spell api
  press Return
  frame 50
  press Return
  see PLATFORMS
  frame 160
  press slash
  spell 'alpine 1.2'
  press Return
  frame 130
  press s
  frame 90
  press v
  frame 130
  press j
  frame 25
  press j
  frame 25
  press y
  see 'acme/api:'
  frame 250
  press space
  frame 40
  press j j
  frame 40
  press d
  see 'to download'
  frame 300
  develop minute
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
