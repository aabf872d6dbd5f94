// Uses package net, which takes the C library of the build machine when it may.
package main

import (
	"fmt"
	"net"
)

func main() {
	fmt.Println("loopback:", net.IPv4(127, 0, 0, 1), "lookups of names are ready:", net.DefaultResolver != nil)
}
