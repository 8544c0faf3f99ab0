module k8sdata

go 1.24
