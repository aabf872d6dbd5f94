// Serves the page of the front end, and answers its questions from the data.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"math"
	"net/http"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

func main() {
	site := flag.String("site", "/site", "folder with the page")
	data := flag.String("data", "/data/cities.json", "file with the cities")
	flag.Parse()
	cities, err := ReadCities(*data)
	if err != nil {
		log.Fatal(err)
	}
	server := &http.Server{Addr: ":8080", Handler: Handler(cities, *site), ReadHeaderTimeout: 5 * time.Second}
	stopped, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	go func() {
		if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
			log.Fatal(err)
		}
	}()
	log.Printf("%d cities, port 8080", len(cities))
	<-stopped.Done()
	// Questions that are being answered get their answer.
	ending, giveUp := context.WithTimeout(context.Background(), 3*time.Second)
	defer giveUp()
	server.Shutdown(ending)
}

// Handler is the service without a port, as the tests use it.
func Handler(cities []City, site string) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServer(http.Dir(site)))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, map[string]any{"status": "ok"})
	})
	mux.HandleFunc("GET /api/nearest", func(w http.ResponseWriter, r *http.Request) {
		lat, latErr := degrees(r, "lat", 90)
		lon, lonErr := degrees(r, "lon", 180)
		if err := errors.Join(latErr, lonErr); err != nil {
			answer(w, http.StatusBadRequest, map[string]any{"error": err.Error()})
			return
		}
		city, far := Nearest(cities, lat, lon)
		answer(w, http.StatusOK, map[string]any{"city": city.Name, "country": city.Country, "km": math.Round(far)})
	})
	mux.HandleFunc("GET /api/cities", func(w http.ResponseWriter, r *http.Request) {
		country := r.URL.Query().Get("country")
		names := In(cities, country)
		if len(names) == 0 {
			answer(w, http.StatusNotFound, map[string]any{"error": fmt.Sprintf("no city of %q is known", country)})
			return
		}
		answer(w, http.StatusOK, map[string]any{"country": country, "cities": names})
	})
	return mux
}

func degrees(r *http.Request, name string, most float64) (float64, error) {
	text := r.URL.Query().Get(name)
	number, err := strconv.ParseFloat(text, 64)
	// Not a number compares with nothing, so it is asked for what is right.
	if err != nil || !(math.Abs(number) <= most) {
		return 0, fmt.Errorf("%s has to be a number of degrees up to %v, not %q", name, most, text)
	}
	return number, nil
}

func answer(w http.ResponseWriter, status int, body map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}
