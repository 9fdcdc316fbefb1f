function(course_check_layer name target files uses)
endfunction()
function(course_check_chapter number folder files targets)
endfunction()
