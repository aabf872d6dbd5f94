// Prints one line: the smallest program that is worth an image.
package main

import "fmt"

func main() {
	fmt.Println("hello from a container")
}
