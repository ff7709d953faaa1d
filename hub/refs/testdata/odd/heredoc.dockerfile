FROM nginx:1.27 AS a
RUN <<EOF
never ends
