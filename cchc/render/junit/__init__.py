"""JUnit's XML, which test reports of CI systems are made from."""
