// Stays and writes a line each second, until it is told to stop.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, os.Interrupt)
	for {
		select {
		case <-stop:
			fmt.Println("stopping")
			return
		case <-time.After(time.Second):
			fmt.Println("beat")
		}
	}
}
