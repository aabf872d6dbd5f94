package main

import (
	"errors"
	"strings"
	"testing"
)

func TestCalculate(t *testing.T) {
	cases := map[string]string{
		"2 + 3":                      "5",
		"2 - 3":                      "-1",
		"-4 * 5":                     "-20",
		"+4 * 5":                     "20",
		"7 / 2":                      "3.5",
		"1 / 3":                      "0.333333333333333",
		"0.1 + 0.2":                  "0.3",
		"1.5 * 1.5":                  "2.25",
		".5 + 5.":                    "5.5",
		"0 * -7":                     "0",
		"  8\t/   4  ":               "2",
		"1000000 * 1000000":          "1000000000000",
		"146.18 - 137.88":            "8.3",
		"-1 / 9999999999999999":      "0",
		"9007199254740993 + 0":       "9007199254740993",
		"0.000001 * 0.000001":        "0.000000000001",
		"100000000000000000000 * 10": "1000000000000000000000",
	}
	for line, want := range cases {
		got, err := calculate(line)
		if err != nil || got != want {
			t.Errorf("calculate(%q) = %q, %v; want %q", line, got, err, want)
		}
	}
}

func TestCalculateRefuses(t *testing.T) {
	cases := map[string]string{
		"2":         "is not a calculation",
		"2+3":       "is not a calculation",
		"2 + 3 + 4": "is not a calculation",
		"two + 3":   `"two" is not a number`,
		"2 + three": `"three" is not a number`,
		"inf + 1":   `"inf" is not a number`,
		"1e9 + 1":   `"1e9" is not a number`,
		"0x10 + 1":  `"0x10" is not a number`,
		"1/2 + 1":   `"1/2" is not a number`,
		"--1 + 1":   `"--1" is not a number`,
		"1.2.3 + 1": `"1.2.3" is not a number`,
		"- + 1":     `"-" is not a number`,
		". + 1":     `"." is not a number`,
		"2 % 3":     `"%" is not one of + - * /`,
		"1 / 0":     "divides by zero",
		"1 / -0.0":  "divides by zero",
	}
	for line, want := range cases {
		got, err := calculate(line)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("calculate(%q) = %q, %v; want an error with %q", line, got, err, want)
		}
	}
}

func TestRun(t *testing.T) {
	cases := []struct {
		name, in, out string
		args          []string
		errorLines    int
	}{
		{name: "no input"},
		{name: "one line", in: "2 + 3\n", out: "5\n"},
		{name: "last line without an end", in: "2 + 3\n4 - 1", out: "5\n3\n"},
		{name: "lines from Windows", in: "2 + 3\r\n4 - 1\r\n", out: "5\n3\n"},
		{name: "empty lines", in: "\n\n2 + 3\n   \n", out: "5\n"},
		{name: "goes on after errors", in: "nonsense\n1 / 0\n2 * 2\n", out: "4\n", errorLines: 2},
		{name: "version as a line", in: "version\n1 + 1\n", out: marker + "\n2\n"},
		{name: "version as an argument", args: []string{"version"}, in: "1 + 1\n", out: marker + "\n"},
		{name: "a very long line", in: strings.Repeat("1", 200_000) + "\n1 + 1\n", out: "2\n", errorLines: 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var out, errOut strings.Builder
			if err := run(c.args, strings.NewReader(c.in), &out, &errOut); err != nil {
				t.Fatal(err)
			}
			if out.String() != c.out {
				t.Errorf("output %q, want %q", out.String(), c.out)
			}
			if got := strings.Count(errOut.String(), "error: "); got != c.errorLines {
				t.Errorf("%d error lines, want %d: %q", got, c.errorLines, errOut.String())
			}
		})
	}
}

func TestRunRefusesUnknownArguments(t *testing.T) {
	var out, errOut strings.Builder
	if err := run([]string{"help"}, strings.NewReader(""), &out, &errOut); err == nil {
		t.Error("no error for an unknown argument")
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("closed") }

func TestRunFailsWhenTheOutputFails(t *testing.T) {
	if err := run(nil, strings.NewReader("1 + 1\n"), brokenWriter{}, brokenWriter{}); err == nil {
		t.Error("no error for an output that fails")
	}
}
