package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
)

// City is one place of the data file.
type City struct {
	Name    string  `json:"name"`
	Country string  `json:"country"`
	Lat     float64 `json:"lat"`
	Lon     float64 `json:"lon"`
}

// Mean radius of the Earth.
const earthKilometres = 6371.0088

// ReadCities reads the file that the data stage makes.
func ReadCities(path string) ([]City, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var cities []City
	if err := json.Unmarshal(text, &cities); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(cities) == 0 {
		return nil, fmt.Errorf("%s has no cities", path)
	}
	return cities, nil
}

// Nearest gives the city that is the nearest to a place, and how far away it is. There must be one at least.
func Nearest(cities []City, lat, lon float64) (City, float64) {
	nearest, least := cities[0], math.Inf(1)
	for _, city := range cities {
		if far := distance(lat, lon, city.Lat, city.Lon); far < least {
			nearest, least = city, far
		}
	}
	return nearest, least
}

// In gives the names of the cities of a country, in the order of the file.
func In(cities []City, country string) []string {
	names := []string{}
	for _, city := range cities {
		if city.Country == country {
			names = append(names, city.Name)
		}
	}
	return names
}

// The haversine formula: degrees in, kilometres out.
func distance(lat1, lon1, lat2, lon2 float64) float64 {
	const radian = math.Pi / 180
	dLat, dLon := (lat2-lat1)*radian/2, (lon2-lon1)*radian/2
	h := math.Pow(math.Sin(dLat), 2) + math.Cos(lat1*radian)*math.Cos(lat2*radian)*math.Pow(math.Sin(dLon), 2)
	return 2 * earthKilometres * math.Arcsin(math.Sqrt(math.Min(1, h)))
}
