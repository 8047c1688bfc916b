from domain.kernel.errors import Invalid


class AxesIdentiques(Invalid):
    code = "axes-identiques"
