// Prints noon of a summer day in Berlin.
package main

import (
	"fmt"
	"log"
	"time"
)

func main() {
	log.SetFlags(0)
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(time.Date(2026, time.July, 1, 10, 0, 0, 0, time.UTC).In(berlin))
}
