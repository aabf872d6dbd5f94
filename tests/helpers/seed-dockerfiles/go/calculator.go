package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var left, right int
		if _, err := fmt.Sscanf(lines.Text(), "%d + %d", &left, &right); err != nil {
			fmt.Fprintln(os.Stderr, "error:", err)
			continue
		}
		fmt.Println(left + right)
	}
}
