# escape=`
ARG TAG=ltsc2022
FROM mcr.microsoft.com/windows/servercore:${TAG} AS core
SHELL ["powershell"]
FROM --platform=windows/amd64 `
  golang:1.23-nanoserver-${TAG}
COPY --from=core C:\tools C:\tools
