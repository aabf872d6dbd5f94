// Serves the page and the data; with "list" it prints the data and ends.
package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

func main() {
	data, err := os.ReadFile("/data/cities.json")
	if err != nil {
		log.Fatal(err)
	}
	if len(os.Args) > 1 && os.Args[1] == "list" {
		fmt.Print(string(data))
		return
	}
	http.Handle("/", http.FileServer(http.Dir("/site")))
	http.HandleFunc("/api/cities", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, string(data)) })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
