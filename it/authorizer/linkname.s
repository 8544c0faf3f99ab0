// SPDX-License-Identifier: Apache-2.0

// Empty: that there is a file in assembly lets the compiler take functions without a body, as linkname needs them.
