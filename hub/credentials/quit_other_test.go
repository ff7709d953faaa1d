//go:build !linux

package credentials_test

import "os"

func quit(code int) { os.Exit(code) }
