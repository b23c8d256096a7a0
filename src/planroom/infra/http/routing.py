"""Route decorators with the house's defaults: plain functions on the database threads, every success is 200.

Litestar's own answer 201 to a POST and 204 to a DELETE; the Integrate contract answers 200 (section 1, success).
"""

from functools import partial

import litestar

get = partial(litestar.get, sync_to_thread=True)
head = partial(litestar.head, sync_to_thread=True)
post = partial(litestar.post, status_code=200, sync_to_thread=True)
put = partial(litestar.put, status_code=200, sync_to_thread=True)
patch = partial(litestar.patch, status_code=200, sync_to_thread=True)
delete = partial(litestar.delete, status_code=200, sync_to_thread=True)
