package main

import "testing"

func TestDouble(t *testing.T) {
	if got := double(3); got != 6 {
		t.Errorf("double(3) is %d, and should be 6", got)
	}
}
