// Doubles a number, wrongly: the test finds out.
package main

import "fmt"

func double(n int) int { return n * n }

func main() {
	fmt.Println(double(2))
}
