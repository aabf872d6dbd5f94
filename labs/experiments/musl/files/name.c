/* Says which C library it runs on. */
#include <stdio.h>

int main(void) {
#ifdef __GLIBC__
	printf("compiled for glibc %d.%d\n", __GLIBC__, __GLIBC_MINOR__);
#else
	printf("compiled for another C library\n");
#endif
	return 0;
}
