require 'little'
