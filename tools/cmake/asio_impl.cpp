// The compiled half of Asio, once for the whole build (ASIO_SEPARATE_COMPILATION).
#include <asio/impl/src.hpp>
