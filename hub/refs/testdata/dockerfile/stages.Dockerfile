ARG STAGE
FROM alpine:3.20 AS build-linux
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022 AS build-windows
FROM build-$TARGETOS${DEBUG:+-debug} AS all
FROM build-${TARGETOS} AS again
FROM other-$TARGETOS
FROM $STAGE
FROM ALL
