package main

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

var some = []City{
	{Name: "Lima", Country: "Peru", Lat: -12.05, Lon: -77.04},
	{Name: "Lyon", Country: "France", Lat: 45.76, Lon: 4.84},
	{Name: "Suva", Country: "Fiji", Lat: -18.14, Lon: 178.44},
	{Name: "Lille", Country: "France", Lat: 50.63, Lon: 3.06},
}

func TestAnswers(t *testing.T) {
	site := t.TempDir()
	if err := os.WriteFile(filepath.Join(site, "index.html"), []byte("<h1>Atlas</h1>"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		path   string
		status int
		body   map[string]any
	}{
		{"/healthz", 200, map[string]any{"status": "ok"}},
		{"/api/nearest?lat=48&lon=4", 200, map[string]any{"city": "Lyon", "country": "France", "km": 257.0}},
		{"/api/nearest?lat=-18&lon=-179", 200, map[string]any{"city": "Suva", "country": "Fiji", "km": 271.0}},
		{"/api/nearest?lat=50.63&lon=3.06", 200, map[string]any{"city": "Lille", "country": "France", "km": 0.0}},
		{"/api/cities?country=France", 200, map[string]any{"country": "France", "cities": []any{"Lyon", "Lille"}}},
		{"/api/cities?country=Atlantis", 404, nil},
		{"/api/nearest?lat=48", 400, nil},
		{"/api/nearest?lat=91&lon=0", 400, nil},
		{"/api/nearest?lat=0&lon=NaN", 400, nil},
		{"/api/nearest?lat=north&lon=0", 400, nil},
		{"/", 200, nil},
		{"/missing.js", 404, nil},
	} {
		t.Run(test.path, func(t *testing.T) {
			recorder := httptest.NewRecorder()
			Handler(some, site).ServeHTTP(recorder, httptest.NewRequest("GET", test.path, nil))
			if recorder.Code != test.status {
				t.Fatalf("status %d, not %d: %s", recorder.Code, test.status, recorder.Body)
			}
			if test.body == nil {
				return
			}
			var body map[string]any
			if err := json.Unmarshal(recorder.Body.Bytes(), &body); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(body, test.body) {
				t.Errorf("%v, not %v", body, test.body)
			}
		})
	}
}

func TestReadCities(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cities.json")
	for text, right := range map[string]bool{
		`[{"name":"Lima","country":"Peru","lat":-12.05,"lon":-77.04}]`: true,
		`[]`:   false,
		`{...`: false,
	} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if cities, err := ReadCities(file); (err == nil) != right {
			t.Errorf("%s gave %v, %v", text, cities, err)
		}
	}
	if _, err := ReadCities(file + ".missing"); err == nil {
		t.Error("a file that is missing was read")
	}
}
