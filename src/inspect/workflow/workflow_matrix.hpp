// `strategy.matrix` as its rows. Private to this room.
#pragma once

#include <vector>

#include "inspect/workflow/workflow.hpp"

namespace ftenv {

// Nothing where an expression makes the matrix, or more rows than GitHub starts.
std::optional<std::vector<MatrixRow>> matrix_rows(const Yaml& matrix);

}  // namespace ftenv
