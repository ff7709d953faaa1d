// Package table writes rows of lists into the file of the index and reads them back: tags with the
// compact form of their platforms, repositories and namespaces. [Words] are what repeats in the
// rows of one viewer. Package index describes the columns.
package table
