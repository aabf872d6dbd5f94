// A calculator for the command line. It reads one calculation a line, such as "2 + 3", from standard input and
// prints one result a line. A line that it cannot calculate is told on standard error, and it goes on with the next.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"strings"
)

// marker tells which source this program was built from. The checks of the lab change it and build again.
const marker = "calculator-2026-11"

// decimals is how many digits after the point are printed at most. The numbers themselves are exact.
const decimals = 15

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

// run does what the arguments ask for: with "version" it prints the marker, without arguments it calculates until the
// end of the input. It fails only when the input or the output fails, or when it does not know the arguments.
func run(args []string, in io.Reader, out, errOut io.Writer) error {
	if len(args) == 1 && args[0] == "version" {
		_, err := fmt.Fprintln(out, marker)
		return err
	}
	if len(args) > 0 {
		return fmt.Errorf("unknown argument %q: give none, or version", args[0])
	}
	lines := bufio.NewReader(in)
	for {
		line, readErr := lines.ReadString('\n')
		if err := answer(line, out, errOut); err != nil {
			return err
		}
		if errors.Is(readErr, io.EOF) {
			return nil
		}
		if readErr != nil {
			return readErr
		}
	}
}

// answer prints the result of one line, or what is wrong with it. An empty line has no answer.
func answer(line string, out, errOut io.Writer) error {
	line = strings.TrimSpace(line)
	if line == "" {
		return nil
	}
	if line == "version" {
		_, err := fmt.Fprintln(out, marker)
		return err
	}
	result, err := calculate(line)
	if err != nil {
		_, err = fmt.Fprintln(errOut, "error:", err)
		return err
	}
	_, err = fmt.Fprintln(out, result)
	return err
}

// calculate gives the result of a line "A op B", where op is one of + - * / and A and B are integers or decimals.
func calculate(line string) (string, error) {
	fields := strings.Fields(line)
	if len(fields) != 3 {
		return "", fmt.Errorf("%q is not a calculation: write two numbers and a sign, such as 2 + 3", line)
	}
	left, err := number(fields[0])
	if err != nil {
		return "", err
	}
	right, err := number(fields[2])
	if err != nil {
		return "", err
	}
	result := new(big.Rat)
	switch fields[1] {
	case "+":
		result.Add(left, right)
	case "-":
		result.Sub(left, right)
	case "*":
		result.Mul(left, right)
	case "/":
		if right.Sign() == 0 {
			return "", fmt.Errorf("%q divides by zero", line)
		}
		result.Quo(left, right)
	default:
		return "", fmt.Errorf("%q is not one of + - * /", fields[1])
	}
	return format(result), nil
}

// number reads digits with an optional sign and an optional decimal point. SetString takes more, such as "1/2" and "1e9".
func number(text string) (*big.Rat, error) {
	value, ok := new(big.Rat).SetString(text)
	if !ok || strings.Trim(text, "+-.0123456789") != "" {
		return nil, fmt.Errorf("%q is not a number", text)
	}
	return value, nil
}

// format prints a number as people write it: no exponent, no zeros at the end, no minus before zero.
func format(value *big.Rat) string {
	text := strings.TrimRight(value.FloatString(decimals), "0")
	text = strings.TrimSuffix(text, ".")
	if text == "-0" {
		return "0"
	}
	return text
}
